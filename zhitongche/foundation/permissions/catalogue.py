"""Everything a role may be allowed."""

from enum import StrEnum


class Permission(StrEnum):
    """Everything a role may be allowed, as `noun.verb`: the same word as the move and the record's event."""

    AUDIT_READ = "audit.read"
    DEPARTMENT_MANAGE = "department.manage"
    PERSON_MANAGE = "person.manage"
    POLICY_MANAGE = "policy.manage"
    POSTING_MANAGE = "posting.manage"
    PROBLEM_ACCEPT = "problem.accept"
    PROBLEM_APPROVE = "problem.approve"
    PROBLEM_CHECK = "problem.check"
    PROBLEM_CLAIM = "problem.claim"
    PROBLEM_CONFIRM = "problem.confirm"
    PROBLEM_INSTRUCT = "problem.instruct"
    PROBLEM_LEAD = "problem.lead"
    PROBLEM_READ = "problem.read"
    PROBLEM_REOPEN = "problem.reopen"
    PROBLEM_REPORT = "problem.report"
    PROBLEM_REPORT_FOR_ANOTHER = "problem.report_for_another"
    PROBLEM_VERIFY = "problem.verify"
    REGION_MANAGE = "region.manage"
