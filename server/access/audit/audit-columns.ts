/** The columns of `guanlan.audit` under the names of `ChainRow`, for a SELECT. */
export const AUDIT_COLUMNS = `seq, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName",
  actor_role as "actorRole", type, object_kind as "objectKind", object_id as "objectId", result, code, address, agent,
  request_id as "requestId", detail, previous, hash`
