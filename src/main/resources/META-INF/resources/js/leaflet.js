/** Leaflet in its small build, which the page loads as a plain script before its modules. */
export const { L } = globalThis
