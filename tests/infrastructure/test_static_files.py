"""Static files as `collectstatic` leaves them."""

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

from bigbold.static_files import HashedStaticFilesStorage


def test_a_style_sheet_is_collected_without_comments_under_its_own_name_and_its_hashed_one(tmp_path):
    storage = HashedStaticFilesStorage(location=tmp_path)
    source = StaticFilesStorage(location=settings.BASE_DIR / "static")
    with source.open("css/components/photos.css") as sheet:
        storage.save("css/components/photos.css", sheet)
    list(storage.post_process({"css/components/photos.css": (storage, "css/components/photos.css")}))

    hashed = tmp_path / storage.hashed_files["css/components/photos.css"]
    for collected in (tmp_path / "css/components/photos.css", hashed):
        css = collected.read_text()
        assert ".photo" in css
        assert "/*" not in css
        assert css.count("{") == css.count("}") > 0


def test_the_sheet_of_every_page_is_collected_as_one_file_in_the_order_of_its_layers(tmp_path):
    storage = HashedStaticFilesStorage(location=tmp_path)
    with StaticFilesStorage(location=settings.BASE_DIR / "static").open("css/site.css") as sheet:
        storage.save("css/site.css", sheet)
    css = (tmp_path / "css/site.css").read_text()
    assert "@import" not in css
    assert css.startswith("@layer reset, tokens, base")
    assert css.index(":root {") < css.index("@layer base {") < css.index(".foot")
    assert css.count("{") == css.count("}")
