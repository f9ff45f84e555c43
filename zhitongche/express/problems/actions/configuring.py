"""What an organizer sets for the place: pages and API draw from this one table, whose things are places."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.flow import Action

from .. import operations, rules
from ..forms import configuring as forms
from ..schemas import configuring as schemas


def _setting(label: object, form: type, run: object, schema: type) -> Action:
    return Action(label, form, rules.why_not_configure, run, schema)  # type: ignore[arg-type]  # operations differ


POLICY: dict[str, Action] = {
    "set_rules": _setting(_("Set checks and days"), forms.RulesForm, operations.set_rules, schemas.RulesBody),
    "set_limit": _setting(_("Set a limit"), forms.LimitForm, operations.set_limit, schemas.LimitBody),
    "drop_limit": _setting(_("Drop the limit"), forms.LimitKeyForm, operations.drop_limit, schemas.LimitKeyBody),
    "set_evidence": _setting(_("Set the evidence"), forms.EvidenceForm, operations.set_evidence, schemas.EvidenceBody),
    "add_category": _setting(
        _("Add a category"), forms.NewCategoryForm, operations.add_category, schemas.NewCategoryBody
    ),
    "change_category": _setting(
        _("Change a category"), forms.ChangeCategoryForm, operations.change_category, schemas.ChangeCategoryBody
    ),
    "hide_category": _setting(
        _("Hide a category"), forms.CategoryKeyForm, operations.hide_category, schemas.CategoryKeyBody
    ),
    "show_category": _setting(
        _("Show a category again"), forms.CategoryKeyForm, operations.show_category, schemas.CategoryKeyBody
    ),
    "set_text": _setting(_("Keep a text"), forms.TextForm, operations.set_text, schemas.TextBody),
    "drop_text": _setting(_("Drop the text"), forms.TextKeyForm, operations.drop_text, schemas.TextKeyBody),
    "set_functions": _setting(
        _("Set what a department answers for"), forms.FunctionsForm, operations.set_functions, schemas.FunctionsBody
    ),
}
