/** What the database calls the connections of a member of a cluster, so that whoever takes the lead from it can end them. */
export function connectionName(member: string): string {
  return `guanlan/${member}`
}
