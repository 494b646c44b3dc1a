"""Hands that have a keyboard alone: each stop on their way has to show itself."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame, Page

FARTHEST = 120
FOCUSED = """() => {
  const e = document.activeElement
  if (!document.hasFocus() || !e || ['BODY', 'IFRAME'].includes(e.tagName)) return null
  const {left, top, width, height} = e.getBoundingClientRect()
  const {outlineStyle, outlineWidth} = getComputedStyle(e)
  const parts = [0.1, 0.5, 0.9]
  const spots = parts.flatMap(x => parts.map(y => [left + x * width, top + y * height]))
  return { name: e.ariaLabel ?? (e.labels?.[0] ?? e).textContent.trim(),
    ringed: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    seen: spots.some(spot => { const there = document.elementFromPoint(...spot)
      return there && (e.contains(there) || there.contains(e) && there !== document.body) }) }
}"""


@dataclass
class Keys:
    """``hidden`` lists where the focus was not to be seen: WCAG 2.4.7 and 2.4.11."""

    page: Page
    hidden: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def to(self, name: str, key: str = "Tab") -> None:
        """Go on until what has this name has the focus: being reached proves there is no trap."""
        passed = []
        for _ in range(FARTHEST):
            self.press(key)
            stop = self.stop()
            if stop is None:
                continue
            if not (stop["ringed"] and stop["seen"]):
                self.hidden.append(stop["name"])
            if stop["name"] == name:
                return
            passed.append(stop["name"])
        raise AssertionError(f"{name!r} is not reached: {passed}")

    def go(self, name: str, key: str = "Enter") -> None:
        """Go to what has this name, and press it."""
        self.to(name)
        self.press(key)

    def stop(self) -> dict[str, Any] | None:
        """What has the focus, in whatever frame."""
        frames: list[Frame] = self.page.frames
        return next((stop for frame in frames if (stop := frame.evaluate(FOCUSED))), None)
