/** Marks on the wire, all in one place: in ids of buttons and forms, and in what is kept of an input. */

/** Parts an action's id from that of the row with what its form showed. */
export const KEPT_MARK = '~';
/** Ends the id of a form in which an input is mended: its answer takes the place of the explanation. Also behind a pin. */
export const MENDING_MARK = '!';
/** Begins the name under which a field's mistake is kept beside the values: no field's name begins so. */
export const MISTAKE_MARK = '!';
