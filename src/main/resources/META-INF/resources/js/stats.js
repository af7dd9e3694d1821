import { DateForm } from "./date-form.js"
import { TurningKeys } from "./turning-keys.js"

new TurningKeys().start()
new DateForm(document.querySelector(".stats__go")).start()
