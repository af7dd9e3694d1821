import { YearWalk } from "./year-walk.js"

new YearWalk(document.querySelector("[data-year]")).start()
