"""Looks at a plan with eyes of its own: nothing here is shared with what made it."""

from .setting import Plan, Setting


def faults(setting: Setting, plan: Plan) -> list[str]:
    """What is wrong with a plan, in sentences for whoever made it; none where it may be used."""
    found = []
    if set(plan) != set(setting.entries):
        found.append("The plan names other entries than the setting.")
    for entry, judges in plan.items():
        if len(judges) != setting.per_entry:
            found.append(f"{entry} has {len(judges)} judges, not {setting.per_entry}.")
        found += [f"{judge} is no judge of this setting." for judge in sorted(judges - set(setting.judges))]
        found += [f"{judge} must not judge {entry}." for judge in sorted(judges) if (judge, entry) in setting.conflicts]
    loads = [sum(judge in judges for judges in plan.values()) for judge in setting.judges]
    if max(loads) - min(loads) > 1:
        found.append(f"Loads reach from {min(loads)} to {max(loads)}.")
    if not _hangs_together(setting, plan):
        found.append("Not every two judges are linked by entries.")
    return found


def _hangs_together(setting: Setting, plan: Plan) -> bool:
    """Spreads from one judge, entry by entry, until nothing is added any more."""
    reached = {setting.judges[0]}
    while True:
        wider = reached.union(*(judges for judges in plan.values() if judges & reached))
        if wider == reached:
            return reached == set(setting.judges)
        reached = wider
