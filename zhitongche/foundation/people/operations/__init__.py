"""Every write of persons, accounts, departments and postings.

Each takes the acting posting as `by`: None only for commands of the machine's owner and for what the sign-in pages do
for the account itself. `now` is the clock. All are recorded; names and phones only as digests under the person's salt.
Raises NotYourDuty (403), NotNow (409) or BadInput (422, its faults named after the parameters).
"""

from .accounts import (
    change_password,
    create_account,
    disable_account,
    enable_account,
    end_session,
    new_token,
    refuse_sign_in,
    reset_password,
    revoke_token,
    sign_in,
    sign_out,
    token_digest,
)
from .departments import close_department, create_department, set_functions, update_department
from .persons import create_person, update_person
from .postings import appoint, create_first_administrator, end_posting

__all__ = [
    "appoint",
    "change_password",
    "close_department",
    "create_account",
    "create_department",
    "create_first_administrator",
    "create_person",
    "disable_account",
    "enable_account",
    "end_posting",
    "end_session",
    "new_token",
    "refuse_sign_in",
    "reset_password",
    "revoke_token",
    "set_functions",
    "sign_in",
    "sign_out",
    "token_digest",
    "update_department",
    "update_person",
]
