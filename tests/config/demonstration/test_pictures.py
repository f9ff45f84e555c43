import io

import pytest
from PIL import Image

from zhitongche.config.demonstration import pictures


@pytest.mark.parametrize("name", sorted(pictures.SCENES))
def test_draw_gives_a_photo_of_a_phones_shape(name: str) -> None:
    with Image.open(io.BytesIO(pictures.draw(name))) as photo:
        assert (photo.format, photo.size) == ("JPEG", (1200, 900))
        # A drawing and no blank sheet.
        assert len(photo.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).getcolors() or []) == 32


def test_draw_gives_the_same_bytes_again() -> None:
    assert pictures.draw("orchard") == pictures.draw("orchard")


def test_draw_refuses_a_scene_nobody_drew() -> None:
    with pytest.raises(KeyError):
        pictures.draw("sunset")
