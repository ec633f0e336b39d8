// Signs a device in with oauth4webapi, refreshes, and revokes: node oauth4webapi.js URL CLIENT_ID [CLIENT_SECRET]
import { setTimeout } from "node:timers/promises";
import * as oauth from "oauth4webapi";

const [url, id, secret] = process.argv.slice(2);
const issuer = new URL(url);
const client = { client_id: id };
const proof = secret ? oauth.ClientSecretBasic(secret) : oauth.None();
// Only because the server under test speaks plain http, over loopback.
const insecure = { [oauth.allowInsecureRequests]: true };

await discovered("oauth2"); // /.well-known/oauth-authorization-server
const server = await discovered("oidc"); // /.well-known/openid-configuration

const codes = await oauth.processDeviceAuthorizationResponse(
  server,
  client,
  await oauth.deviceAuthorizationRequest(server, client, proof, { scope: "read" }, insecure),
);
console.log(`user code ${codes.user_code}`);
const first = await polled();
console.log(`signed in, ${first.expires_in} s, ${first.scope}`);

const second = await refreshed();
console.log(`refreshed, ${second.expires_in} s, ${second.scope}`);

await oauth.processRevocationResponse(
  await oauth.revocationRequest(server, client, proof, second.refresh_token, insecure),
);
const refusal = await refreshed().catch((error) => error.error);
console.log(`revoked, then ${refusal}`);

async function discovered(algorithm) {
  const answer = await oauth.discoveryRequest(issuer, { ...insecure, algorithm });
  const found = await oauth.processDiscoveryResponse(issuer, answer);
  console.log(`metadata ${found.token_endpoint}`);
  return found;
}

async function polled() {
  let interval = codes.interval ?? 5;
  for (;;) {
    await setTimeout(interval * 1000);
    const answer = await oauth.deviceCodeGrantRequest(server, client, proof, codes.device_code, insecure);
    try {
      return await oauth.processDeviceCodeResponse(server, client, answer);
    } catch (error) {
      if (error.error === "slow_down") {
        interval += 5;
      } else if (error.error !== "authorization_pending") {
        throw error;
      }
    }
  }
}

async function refreshed() {
  const answer = await oauth.refreshTokenGrantRequest(server, client, proof, first.refresh_token, insecure);
  return oauth.processRefreshTokenResponse(server, client, answer);
}
