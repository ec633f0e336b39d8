package dev.authgate.server.seed;

import dev.authgate.server.audit.AuditTrail;
import dev.authgate.server.client.Clients;
import dev.authgate.server.storage.Transactions;
import dev.authgate.server.user.Users;

/** Where the first start puts things. */
public record SeedStores(Transactions transactions, Users users, Clients clients, AuditTrail auditTrail) {}
