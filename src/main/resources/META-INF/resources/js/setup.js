/** Proposes the browser's own time zone where the server knows it. */
const zones = document.querySelector("[data-zone]")
const own = Intl.DateTimeFormat().resolvedOptions().timeZone
if (zones.value === "UTC" && [...zones.options].some(option => option.value === own)) {
  zones.value = own
}
