"""axe-core on a page that is open in the browser."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from course.page.themes import Theme

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(found =>
  found.violations.flatMap(({id, nodes}) => nodes.map(node => [id, ...node.target,
    node.any.concat(node.all, node.none).map(check => check.message).join('; ')].join(' | '))))"""


def violations(page: Page | Frame, *rules: str) -> list[str]:
    """Give what axe finds on the page as it stands, one line an element; of all rules or some.

    It comes past the page's own policy of content.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, [*rules] or TAGS)
    return found


def show_everything(page: Page) -> None:
    """Show all parts, texts and messages at once, so that one run sees them all."""
    page.evaluate("document.querySelectorAll('main [hidden]').forEach(e => e.hidden = false)")
    page.evaluate("document.querySelectorAll('nav [hidden]').forEach(e => e.hidden = false)")
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")


def wear(page: Page, theme: Theme, scheme: Any) -> None:
    """Give the open page another house style and colour scheme."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(
        """([classes, file]) => new Promise(done => {
          document.documentElement.className = classes + ' js'
          const link = document.querySelector('link[rel=stylesheet]')
          const fresh = link.cloneNode()
          fresh.href = 'page/' + file
          fresh.onload = () => { link.remove(); requestAnimationFrame(() => done()) }
          link.after(fresh)
        })""",
        [theme.classes, theme.file],
    )
