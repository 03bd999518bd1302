"""Every address of the site. Pages stand under a language prefix; files and the admin do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import views as sitemaps

from core.chart_files import chart_file
from home.crawlers import PublicPages, robots
from home.styles import style_page
from home.views import send_message

SITEMAPS = {"pages": PublicPages}

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("multimedia.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("", include("testimony.urls")),
    *([path("styles/", style_page, name="styles")] if settings.DEBUG else []),
    *i18n_patterns(
        path("charts/<int:page_id>/<slug:block_id>.<slug:name>", chart_file, name="chart_file"),
        path("message/", send_message, name="send_message"),
        path("", include(wagtail_urls)),
    ),
]
