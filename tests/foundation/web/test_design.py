from typing import Any

import pytest
from django.test import Client

PAGES = ["/design", "/design/search?village_q=建新", "/design/404", "/design/409"]


@pytest.mark.parametrize("address", PAGES)
def test_design_is_shut_in_production(client: Client, settings: Any, address: str) -> None:
    settings.DESIGN_PAGES = False
    response = client.get(address)
    assert response.status_code == 404
    assert "design" not in [template.name for template in response.templates]


def test_design_draws_every_part(client: Client, settings: Any) -> None:
    settings.DESIGN_PAGES = True
    drawn = {template.name for template in client.get("/design").templates}
    parts = (
        "acts",
        "bars",
        "chips",
        "empty",
        "facts",
        "holder",
        "loop",
        "menu",
        "messages",
        "notices",
        "pager",
        "photo",
        "series",
        "story",
    )
    assert {f"foundation/_{part}.html" for part in parts} - drawn == set()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
def test_design_shows_the_pages_for_what_went_wrong(client: Client, settings: Any, status: int) -> None:
    settings.DESIGN_PAGES = True
    response = client.get(f"/design/{status}")
    assert response.status_code == status
    assert next(template.name for template in response.templates) == f"foundation/errors/{status}.html"


def test_design_search_answers_with_cards(client: Client, settings: Any) -> None:
    settings.DESIGN_PAGES = True
    drawn = client.get("/design/search", {"village_q": "建新"}).content.decode()
    assert drawn.count('<input type="radio" name="village"') == 2
