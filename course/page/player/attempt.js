/**
 * What throws gives null: windows of another origin, storage that is full or forbidden.
 *
 * @template T
 * @param {() => T} touch
 * @returns {T | null}
 */
export function attempt(touch) {
  try {
    return touch()
  } catch {
    return null
  }
}
