--liquibase formatted sql

-- One file for both databases, so only what SQLite and PostgreSQL both accept. SQLite cannot alter constraints: keys,
-- checks and foreign keys belong into CREATE TABLE. Times are milliseconds since 1970. Ids of change sets sort by name.

--changeset authgate:0001-clients
CREATE TABLE clients (
    id                        TEXT    NOT NULL PRIMARY KEY,
    name                      TEXT    NOT NULL,
    type                      TEXT    NOT NULL CHECK (type IN ('public', 'confidential')),
    secret                    TEXT,
    scopes                    TEXT    NOT NULL,
    grant_types               TEXT    NOT NULL,
    enabled                   BOOLEAN NOT NULL,
    introspect_all            BOOLEAN NOT NULL,
    verification_uri_complete BOOLEAN NOT NULL,
    created_at                BIGINT  NOT NULL,
    CHECK ((type = 'confidential') = (secret IS NOT NULL))
);
--rollback DROP TABLE clients;

--changeset authgate:0002-users
CREATE TABLE users (
    id                  TEXT    NOT NULL PRIMARY KEY,
    username            TEXT    NOT NULL,
    username_key        TEXT    NOT NULL UNIQUE,
    password_hash       TEXT,
    role                TEXT    NOT NULL CHECK (role IN ('user', 'admin')),
    enabled             BOOLEAN NOT NULL,
    email               TEXT,
    full_name           TEXT,
    source              TEXT    NOT NULL,
    external_id         TEXT,
    created_at          BIGINT  NOT NULL,
    password_changed_at BIGINT  NOT NULL,
    UNIQUE (source, external_id)
);
--rollback DROP TABLE users;

--changeset authgate:0003-sessions
CREATE TABLE sessions (
    id           TEXT   NOT NULL PRIMARY KEY,
    user_id      TEXT   NOT NULL REFERENCES users (id),
    signed_in_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE attempts (
    subject  TEXT    NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    last_at  BIGINT  NOT NULL
);
CREATE INDEX attempts_last_at ON attempts (last_at);
--rollback DROP TABLE attempts;
--rollback DROP TABLE sessions;

--changeset authgate:0004-device-authorizations
CREATE TABLE device_authorizations (
    id          TEXT   NOT NULL PRIMARY KEY,
    device_code TEXT   NOT NULL UNIQUE,
    user_code   TEXT   NOT NULL UNIQUE,
    client_id   TEXT   NOT NULL REFERENCES clients (id),
    scopes      TEXT   NOT NULL,
    status      TEXT   NOT NULL CHECK (status IN ('pending', 'approved', 'denied', 'redeemed', 'expired')),
    user_id     TEXT   REFERENCES users (id),
    device_name TEXT,
    user_agent  TEXT,
    address     TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    decided_at  BIGINT,
    interval_ms BIGINT NOT NULL CHECK (interval_ms > 0)
);
CREATE INDEX device_authorizations_expires_at ON device_authorizations (expires_at);
CREATE INDEX device_authorizations_pending ON device_authorizations (expires_at) WHERE status = 'pending';
--rollback DROP TABLE device_authorizations;

--changeset authgate:0005-grants-and-tokens
CREATE TABLE grants (
    id           TEXT   NOT NULL PRIMARY KEY,
    user_id      TEXT   NOT NULL REFERENCES users (id),
    client_id    TEXT   NOT NULL REFERENCES clients (id),
    scopes       TEXT   NOT NULL,
    status       TEXT   NOT NULL CHECK (status IN ('active', 'disabled', 'revoked')),
    device_name  TEXT,
    user_agent   TEXT,
    address      TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX grants_user_id ON grants (user_id, client_id);
CREATE INDEX grants_client_id ON grants (client_id);
CREATE INDEX grants_expires_at ON grants (expires_at);

CREATE TABLE access_tokens (
    hash       TEXT    NOT NULL PRIMARY KEY,
    grant_id   TEXT    NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    scopes     TEXT    NOT NULL,
    issued_at  BIGINT  NOT NULL,
    expires_at BIGINT  NOT NULL,
    revoked    BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX access_tokens_grant_id ON access_tokens (grant_id);
CREATE INDEX access_tokens_expires_at ON access_tokens (expires_at);

CREATE TABLE refresh_tokens (
    hash       TEXT   NOT NULL PRIMARY KEY,
    grant_id   TEXT   NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    scopes     TEXT   NOT NULL,
    issued_at  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX refresh_tokens_grant_id ON refresh_tokens (grant_id);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);
--rollback DROP TABLE refresh_tokens;
--rollback DROP TABLE access_tokens;
--rollback DROP TABLE grants;

--changeset authgate:0006-audit-events
CREATE TABLE audit_events (
    id         TEXT   NOT NULL PRIMARY KEY,
    at         BIGINT NOT NULL,
    type       TEXT   NOT NULL,
    severity   TEXT   NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    address    TEXT   NOT NULL,
    user_agent TEXT,
    request_id TEXT   NOT NULL,
    actor      TEXT,
    client_id  TEXT,
    target     TEXT,
    details    TEXT   NOT NULL
);
CREATE INDEX audit_events_at ON audit_events (at);
--rollback DROP TABLE audit_events;

--changeset authgate:0007-secret-checks
CREATE TABLE secret_checks (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
--rollback DROP TABLE secret_checks;

--changeset authgate:0008-refresh
ALTER TABLE grants ADD COLUMN last_address TEXT NOT NULL DEFAULT '';
ALTER TABLE refresh_tokens ADD COLUMN spent_at BIGINT;
ALTER TABLE refresh_tokens ADD COLUMN sealed_successor TEXT;
CREATE INDEX grants_user_id_created_at ON grants (user_id, created_at, id);
CREATE INDEX refresh_tokens_sealed ON refresh_tokens (spent_at) WHERE sealed_successor IS NOT NULL;
--rollback DROP INDEX refresh_tokens_sealed;
--rollback DROP INDEX grants_user_id_created_at;
--rollback ALTER TABLE refresh_tokens DROP COLUMN sealed_successor;
--rollback ALTER TABLE refresh_tokens DROP COLUMN spent_at;
--rollback ALTER TABLE grants DROP COLUMN last_address;

--changeset authgate:0009-client-token-policy
ALTER TABLE clients ADD COLUMN access_token_lifetime_ms BIGINT;
ALTER TABLE clients ADD COLUMN refresh_token_lifetime_ms BIGINT;
ALTER TABLE clients ADD COLUMN rotation BOOLEAN;
--rollback ALTER TABLE clients DROP COLUMN rotation;
--rollback ALTER TABLE clients DROP COLUMN refresh_token_lifetime_ms;
--rollback ALTER TABLE clients DROP COLUMN access_token_lifetime_ms;

--changeset authgate:0010-signing-keys
CREATE TABLE signing_keys (
    id             TEXT    NOT NULL PRIMARY KEY,
    algorithm      TEXT    NOT NULL,
    generation     INTEGER NOT NULL,
    sealed_private TEXT    NOT NULL,
    public_key     TEXT    NOT NULL,
    created_at     BIGINT  NOT NULL,
    active_at      BIGINT  NOT NULL,
    retired_at     BIGINT,
    UNIQUE (algorithm, generation)
);
--rollback DROP TABLE signing_keys;

--changeset authgate:0011-own-grants
CREATE INDEX grants_unrevoked ON grants (user_id, created_at, id) WHERE status <> 'revoked';
DROP INDEX grants_user_id_created_at;
CREATE INDEX device_authorizations_approved ON device_authorizations (user_id) WHERE status = 'approved';
--rollback DROP INDEX device_authorizations_approved;
--rollback CREATE INDEX grants_user_id_created_at ON grants (user_id, created_at, id);
--rollback DROP INDEX grants_unrevoked;

--changeset authgate:0012-leases
CREATE TABLE leases (
    name       TEXT   NOT NULL PRIMARY KEY,
    holder     TEXT   NOT NULL,
    held_until BIGINT NOT NULL
);
--rollback DROP TABLE leases;

--changeset authgate:0014-former-client-secrets
ALTER TABLE clients ADD COLUMN secret_created_at BIGINT;
ALTER TABLE clients ADD COLUMN former_secret TEXT;
ALTER TABLE clients ADD COLUMN former_secret_created_at BIGINT;
ALTER TABLE clients ADD COLUMN former_secret_until BIGINT;
UPDATE clients SET secret_created_at = created_at WHERE secret IS NOT NULL;
--rollback ALTER TABLE clients DROP COLUMN former_secret_until;
--rollback ALTER TABLE clients DROP COLUMN former_secret_created_at;
--rollback ALTER TABLE clients DROP COLUMN former_secret;
--rollback ALTER TABLE clients DROP COLUMN secret_created_at;

--changeset authgate:0016-external-tokens
ALTER TABLE access_tokens ADD COLUMN maker TEXT NOT NULL DEFAULT 'local';
ALTER TABLE access_tokens ADD COLUMN token_type TEXT NOT NULL DEFAULT 'Bearer';
--rollback ALTER TABLE access_tokens DROP COLUMN token_type;
--rollback ALTER TABLE access_tokens DROP COLUMN maker;

--changeset authgate:0017-no-lock-on-what-all-rows-share
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:PostgreSQL SELECT CASE WHEN 'A' LIKE 'a' THEN 'SQLite' ELSE 'PostgreSQL' END
-- PostgreSQL locks the row that a foreign key names, for each new row: all requests of all devices met at the row of their
-- client. Rows of clients and users are named only after they were read, and a row that names none is never found, since
-- everything is found together with its client and its user.
ALTER TABLE device_authorizations DROP CONSTRAINT IF EXISTS device_authorizations_client_id_fkey;
ALTER TABLE device_authorizations DROP CONSTRAINT IF EXISTS device_authorizations_user_id_fkey;
ALTER TABLE grants DROP CONSTRAINT IF EXISTS grants_client_id_fkey;
ALTER TABLE grants DROP CONSTRAINT IF EXISTS grants_user_id_fkey;
--rollback empty
