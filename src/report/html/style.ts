import { STYLE_BASE } from "./style-base.ts";
import { STYLE_DETAIL } from "./style-detail.ts";
import { STYLE_PRINT } from "./style-print.ts";
import { STYLE_SCORE } from "./style-score.ts";

/** The whole style sheet, in the order of the page. Its digest stands in the page's policy. */
export const STYLE: string = `${STYLE_BASE}${STYLE_SCORE}${STYLE_DETAIL}${STYLE_PRINT}`;
