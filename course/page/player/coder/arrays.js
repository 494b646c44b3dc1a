/**
 * Reading typed arrays under TypeScript's noUncheckedIndexedAccess.
 *
 * The compiler cannot know that an index lies inside; here it always does. One
 * reader for each kind of array, so that engines keep each of them fast.
 */

/**
 * @param {Uint16Array} array
 * @param {number} index within the array
 */
export const at16 = (array, index) => /** @type {number} */ (array[index])

/**
 * @param {Int32Array} array
 * @param {number} index within the array
 */
export const at32 = (array, index) => /** @type {number} */ (array[index])
