package dev.authgate.server.session;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Users;

/** What signing in reads and writes, and the unit of work that holds it together. */
public record SessionStores(Transactions transactions, Users users, Sessions sessions, AuditTrail audit) {}
