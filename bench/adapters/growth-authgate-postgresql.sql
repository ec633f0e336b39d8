-- Fills the tables of the server as years of use would. Statements stand apart by an empty line.
-- ${users} users, ${grants} grants with a refresh token each and every fifth with a live access token, and ${expired}
-- rows that have ended: half of them access tokens, four tenths device authorizations, a tenth browser sessions.

SET synchronous_commit = off

SET maintenance_work_mem = '512MB'

-- The rows are known to fit together.
SET session_replication_role = replica

-- Indexes that no constraint needs are made again at the end, which is faster than keeping them up.
CREATE TEMPORARY TABLE put_back AS
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)

DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT indexname FROM put_back LOOP EXECUTE 'DROP INDEX ' || quote_ident(one.indexname); END LOOP;
END $$

INSERT INTO users (id, username, username_key, password_hash, role, enabled, email, source, created_at, password_changed_at)
    SELECT '01900000-0000-7000-8000-' || lpad(n::text, 12, '0'), 'filler-' || n, 'filler-' || n,
        (SELECT password_hash FROM users WHERE username = 'bench-1'), 'user', TRUE, 'filler-' || n || '@example.com', 'local',
        ${now} - 31536000000 + n, ${now} - 31536000000 + n
    FROM generate_series(1, ${users}) n

INSERT INTO grants (id, user_id, client_id, scopes, status, device_name, user_agent, address, created_at, last_used_at,
        expires_at, last_address)
    SELECT '01910000-0000-7000-8000-' || lpad(n::text, 12, '0'), '01900000-0000-7000-8000-' || lpad((1 + n % ${users})::text, 12, '0'),
        'bench', 'read write profile', CASE WHEN n % 10 = 0 THEN 'revoked' ELSE 'active' END, 'laptop of ' || n, 'authgate-cli/1.0',
        '192.0.2.' || n % 250, ${now} - n, ${now} - n / 2, ${now} + 2592000000 - n, '192.0.2.' || n % 250
    FROM generate_series(1, ${grants}) n

INSERT INTO refresh_tokens (hash, grant_id, scopes, issued_at, expires_at)
    SELECT translate(encode(sha256(('r' || n)::bytea), 'base64'), '+/=', '-_'), '01910000-0000-7000-8000-' || lpad(n::text, 12, '0'),
        'read write profile', ${now} - n, ${now} + 2592000000 - n
    FROM generate_series(1, ${grants}) n

INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at, revoked)
    SELECT translate(encode(sha256(('a' || n)::bytea), 'base64'), '+/=', '-_'), '01910000-0000-7000-8000-' || lpad(n::text, 12, '0'),
        'read write profile', ${now}, ${now} + 3600000, FALSE
    FROM generate_series(1, ${grants} / 5) n

INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at, revoked)
    SELECT translate(encode(sha256(('e' || n)::bytea), 'base64'), '+/=', '-_'),
        '01910000-0000-7000-8000-' || lpad((1 + n % ${grants})::text, 12, '0'),
        'read write profile', ${now} - 90000000 - n, ${now} - 86400000 - n, FALSE
    FROM generate_series(1, ${expired} / 2) n

INSERT INTO device_authorizations (id, device_code, user_code, client_id, scopes, status, user_id, user_agent, address,
        created_at, expires_at, decided_at, interval_ms)
    SELECT '01920000-0000-7000-8000-' || lpad(n::text, 12, '0'), translate(encode(sha256(('d' || n)::bytea), 'base64'), '+/=', '-_'),
        translate(encode(sha256(('u' || n)::bytea), 'base64'), '+/=', '-_'), 'bench', 'read write profile',
        CASE WHEN n % 3 = 0 THEN 'pending' ELSE 'redeemed' END,
        CASE WHEN n % 3 = 0 THEN NULL ELSE '01900000-0000-7000-8000-' || lpad((1 + n % ${users})::text, 12, '0') END,
        'authgate-cli/1.0', '192.0.2.' || n % 250, ${now} - 90000000 - n, ${now} - 88200000 - n,
        CASE WHEN n % 3 = 0 THEN NULL ELSE ${now} - 89000000 - n END, 5000
    FROM generate_series(1, ${expired} * 4 / 10) n

INSERT INTO sessions (id, user_id, signed_in_at, last_seen_at, expires_at)
    SELECT translate(encode(sha256(('s' || n)::bytea), 'base64'), '+/=', '-_'),
        '01900000-0000-7000-8000-' || lpad((1 + n % ${users})::text, 12, '0'), ${now} - 700000000 - n, ${now} - 690000000 - n,
        ${now} - 80000000 - n
    FROM generate_series(1, ${expired} / 10) n

DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT indexdef FROM put_back LOOP EXECUTE one.indexdef; END LOOP;
END $$

VACUUM ANALYZE

CHECKPOINT
