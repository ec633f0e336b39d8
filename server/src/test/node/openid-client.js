// Signs a device in with openid-client, refreshes, and revokes: node openid-client.js URL CLIENT_ID [CLIENT_SECRET]
import * as client from "openid-client";

const [url, id, secret] = process.argv.slice(2);
const server = new URL(url);
const proof = secret ? client.ClientSecretBasic(secret) : client.None();
// Only because the server under test speaks plain http, over loopback.
const insecure = { execute: [client.allowInsecureRequests] };

await discovered("oauth2"); // /.well-known/oauth-authorization-server
const config = await discovered("oidc"); // /.well-known/openid-configuration

const codes = await client.initiateDeviceAuthorization(config, { scope: "read" });
console.log(`user code ${codes.user_code}`);
const first = await client.pollDeviceAuthorizationGrant(config, codes);
console.log(`signed in, ${first.expires_in} s, ${first.scope}`);

const second = await client.refreshTokenGrant(config, first.refresh_token);
console.log(`refreshed, ${second.expires_in} s, ${second.scope}`);

await client.tokenRevocation(config, second.refresh_token);
const refusal = await client.refreshTokenGrant(config, first.refresh_token).catch((error) => error.error);
console.log(`revoked, then ${refusal}`);

async function discovered(algorithm) {
  const found = await client.discovery(server, id, undefined, proof, { ...insecure, algorithm });
  console.log(`metadata ${found.serverMetadata().token_endpoint}`);
  return found;
}
