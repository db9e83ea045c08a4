-- The outbox: a row is written in the transaction of the change it tells of, and may be deleted at
-- once. Debezium reads the write-ahead log, not the table.
CREATE TABLE outbox (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    aggregatetype varchar(255) NOT NULL,
    aggregateid   varchar(255) NOT NULL,
    type          varchar(255) NOT NULL,
    payload       jsonb        NOT NULL
);
