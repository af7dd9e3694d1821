const CELL_PX = 72
const APART_FROM_ZOOM = 15
const FEWEST = 3

/**
 * Joins what would lie upon each other: devices of one square of a grid that is fixed to the ground, so that nothing regroups when the
 * map is moved. From zoom 15 on each is drawn by itself.
 *
 * @param {Array<{car, x, y}>} seen in pixels of the map
 * @param {{x: number, y: number}} origin of the map's corner in pixels of the world
 * @param {function} alone whether one is never joined
 * @returns {Array} as given, or {many, x, y, radius} for several
 */
export function clusters(seen, zoom, origin, alone) {
  if (zoom >= APART_FROM_ZOOM) {
    return seen
  }
  const cells = new Map()
  const result = []
  for (const each of seen) {
    if (alone(each)) {
      result.push(each)
      continue
    }
    const cell = Math.floor((each.x + origin.x) / CELL_PX) * 1e7 + Math.floor((each.y + origin.y) / CELL_PX)
    const members = cells.get(cell)
    if (members) {
      members.push(each)
    } else {
      cells.set(cell, [each])
    }
  }
  for (const members of cells.values()) {
    if (members.length < FEWEST) {
      result.unshift(...members)
    } else {
      const mean = axis => members.reduce((sum, each) => sum + each[axis], 0) / members.length
      result.unshift({ many: members.map(({ car }) => car), x: mean("x"), y: mean("y"), radius: 13 + 3 * Math.log2(members.length) / 1.5 })
    }
  }
  return result
}
