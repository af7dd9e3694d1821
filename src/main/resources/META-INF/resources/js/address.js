/** The parameters of the address that hold the view: changing one makes no step to come back from. */
export const address = {
  read(name) {
    return new URLSearchParams(location.search).get(name)
  },

  /** @param {string|null} value null takes the parameter away */
  write(name, value) {
    const parameters = new URLSearchParams(location.search)
    if (parameters.get(name) === value) {
      return
    }
    if (value === null) {
      parameters.delete(name)
    } else {
      parameters.set(name, value)
    }
    parameters.sort() // one view has one address, whatever was touched first
    const query = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`)
  },
}
