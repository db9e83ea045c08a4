-- Adds ann to a group: a change as an access-control system writes it.
INSERT INTO outbox (aggregatetype, aggregateid, type, payload)
VALUES (
    'rbac-consumer-replication-event', 'example', 'add_principals_to_group',
    '{
      "relations_to_add": [{
        "resource": {"type": {"namespace": "rbac", "name": "group"}, "id": "ops"},
        "relation": "member",
        "subject": {"subject": {"type": {"namespace": "rbac", "name": "principal"}, "id": "ann"}}
      }],
      "relations_to_remove": [],
      "resource_context": {"org_id": "1", "event_type": "add_principals_to_group"}
    }'
);
