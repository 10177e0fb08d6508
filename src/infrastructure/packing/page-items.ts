/** Items of one stored page: few enough that items from all over a section can be picked out of their pages. */
export const PAGE_ITEMS = 100;
