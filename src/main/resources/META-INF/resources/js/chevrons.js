const EVERY_PX = 96
const SIZE_PX = 3.4
const SHORTEST_PX = 6
const MOST = 400

/**
 * Small arrow heads along the visible part of the paths, so that the direction of a drive can be read.
 *
 * @returns {Array<Array>} one short line of three places for each
 */
export function chevrons(map, paths) {
  const size = map.getSize()
  const result = []
  for (const path of paths) {
    let left = EVERY_PX / 2
    let from = null
    for (const point of path) {
      const to = map.latLngToContainerPoint([point[0], point[1]])
      if (from) {
        const length = from.distanceTo(to)
        if (length >= SHORTEST_PX || left < length) {
          while (left < length && result.length < MOST) {
            const at = from.add(to.subtract(from).multiplyBy(left / length))
            if (at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y) {
              result.push(chevron(map, at, to.subtract(from).divideBy(length)))
            }
            left += EVERY_PX
          }
        }
        left -= length
      }
      from = to
    }
  }
  return result
}

function chevron(map, at, { x, y }) {
  const corner = (along, across) => map.containerPointToLatLng([at.x + along * x - across * y, at.y + along * y + across * x])
  return [corner(-SIZE_PX / 2, -SIZE_PX), corner(SIZE_PX / 2, 0), corner(-SIZE_PX / 2, SIZE_PX)]
}
