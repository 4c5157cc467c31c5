import { benchUsagePage } from "./usage-page";
import { table } from "./figure";
console.log(table(await benchUsagePage()));
