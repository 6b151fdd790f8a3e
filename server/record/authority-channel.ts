/** Channel of the database on which it is called out that a figure was handed to another source. */
export const AUTHORITY_CHANNEL = 'guanlan_authority'
