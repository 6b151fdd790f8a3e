/**
 * What a browser is told to forget when somebody signs out: what pages kept in it. Not its cache: no answer that is anybody's
 * is ever put there (`cache-control: no-store`), and emptying it takes a browser many seconds, in which the person waits
 * and the fonts and maps of the next one are thrown away. Not the cookies either: a screen somebody signed in at stays enrolled.
 */
export const FORGET_ALL = '"storage"'
