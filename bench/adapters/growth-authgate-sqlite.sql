-- The same as growth-authgate-postgresql.sql, in the words of SQLite. Statements stand apart by an empty line.

PRAGMA synchronous = OFF

PRAGMA cache_size = -400000

INSERT INTO users (id, username, username_key, password_hash, role, enabled, email, source, created_at, password_changed_at)
    WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${users})
    SELECT '01900000-0000-7000-8000-' || printf('%012d', n), 'filler-' || n, 'filler-' || n,
        (SELECT password_hash FROM users WHERE username = 'bench-1'), 'user', TRUE, 'filler-' || n || '@example.com', 'local',
        ${now} - 31536000000 + n, ${now} - 31536000000 + n
    FROM series

INSERT INTO grants (id, user_id, client_id, scopes, status, device_name, user_agent, address, created_at, last_used_at,
        expires_at, last_address)
    WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${grants})
    SELECT '01910000-0000-7000-8000-' || printf('%012d', n), '01900000-0000-7000-8000-' || printf('%012d', 1 + n % ${users}),
        'bench', 'read write profile', CASE WHEN n % 10 = 0 THEN 'revoked' ELSE 'active' END, 'laptop of ' || n, 'authgate-cli/1.0',
        '192.0.2.' || n % 250, ${now} - n, ${now} - n / 2, ${now} + 2592000000 - n, '192.0.2.' || n % 250
    FROM series

INSERT INTO refresh_tokens (hash, grant_id, scopes, issued_at, expires_at)
    WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${grants})
    SELECT 'r' || lower(hex(randomblob(21))), '01910000-0000-7000-8000-' || printf('%012d', n),
        'read write profile', ${now} - n, ${now} + 2592000000 - n
    FROM series

INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at, revoked)
    WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${grants} / 5)
    SELECT 'a' || lower(hex(randomblob(21))), '01910000-0000-7000-8000-' || printf('%012d', n),
        'read write profile', ${now}, ${now} + 3600000, FALSE
    FROM series

INSERT INTO access_tokens (hash, grant_id, scopes, issued_at, expires_at, revoked)
    WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${expired} / 2)
    SELECT 'e' || lower(hex(randomblob(21))), '01910000-0000-7000-8000-' || printf('%012d', 1 + n % ${grants}),
        'read write profile', ${now} - 90000000 - n, ${now} - 86400000 - n, FALSE
    FROM series

INSERT INTO device_authorizations (id, device_code, user_code, client_id, scopes, status, user_id, user_agent, address,
        created_at, expires_at, decided_at, interval_ms)
    WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${expired} * 4 / 10)
    SELECT '01920000-0000-7000-8000-' || printf('%012d', n), 'd' || lower(hex(randomblob(21))), 'u' || lower(hex(randomblob(21))),
        'bench', 'read write profile', CASE WHEN n % 3 = 0 THEN 'pending' ELSE 'redeemed' END,
        CASE WHEN n % 3 = 0 THEN NULL ELSE '01900000-0000-7000-8000-' || printf('%012d', 1 + n % ${users}) END,
        'authgate-cli/1.0', '192.0.2.' || n % 250, ${now} - 90000000 - n, ${now} - 88200000 - n,
        CASE WHEN n % 3 = 0 THEN NULL ELSE ${now} - 89000000 - n END, 5000
    FROM series

INSERT INTO sessions (id, user_id, signed_in_at, last_seen_at, expires_at)
    WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ${expired} / 10)
    SELECT 's' || lower(hex(randomblob(21))), '01900000-0000-7000-8000-' || printf('%012d', 1 + n % ${users}),
        ${now} - 700000000 - n, ${now} - 690000000 - n, ${now} - 80000000 - n
    FROM series

PRAGMA wal_checkpoint(TRUNCATE)
