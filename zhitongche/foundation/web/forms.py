"""How a form is drawn."""

from django.forms.renderers import TemplatesSetting


class PageFormRenderer(TemplatesSetting):
    """Fields in the product's own template."""

    field_template_name = "foundation/form/_field.html"
