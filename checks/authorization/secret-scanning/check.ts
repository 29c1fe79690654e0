import { type Check, defineCheck } from "../../../src/core/check.ts";

export const check: Check = defineCheck({
  id: "authorization/secret-scanning",
  messages: {
    partner: '{programme} looks for "{secretType}" and tells the registry what it finds.',
    listedOnly: '{programme} looks for "{secretType}" but does not tell the registry.',
    notListed: "The token is not in the list that was looked at: {note}",
    endpoint: "Scanners can report found tokens to {url}.",
    revoked: "Revocation takes effect: {works}.",
    survives: "A token still worked after: {survives}.",
    notAsked: "Revocation could not be tried: {note}",
    noEndpoint: "No reporting endpoint was found at the usual place: {note}",
  },
  observe: {
    secretScanningPartner(seen) {
      const criterion = "scanning-programme";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notListed", args: { note: seen.note } };
      const { programme, secretType, notifiesProvider } = seen.value;
      const args = { programme, secretType };
      return notifiesProvider
        ? { criterion, outcome: "met", message: "partner", args }
        : { criterion, outcome: "partial", message: "listedOnly", args };
    },
    secretReportEndpoint(seen) {
      const criterion = "reporting-endpoint";
      return seen.state === "found"
        ? { criterion, outcome: "met", message: "endpoint", args: { url: seen.value.url } }
        : { criterion, outcome: "note", message: "noEndpoint", args: { note: seen.note } };
    },
    // What owners revoke themselves; it shows whether anybody's revocation would take effect.
    revocation(seen) {
      const criterion = "auto-revocation";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { logout, token, passwordChange } = seen.value;
      const turns = { "log-out": logout, deletion: token, "a changed password": passwordChange };
      const after = (did: string): string =>
        Object.entries(turns)
          .filter(([, turn]) => turn?.control.did === "allowed" && turn.request.did === "allowed")
          .filter(([, turn]) => turn?.after.did === did)
          .map(([what]) => what)
          .join(", ");
      const [works, survives] = [after("denied"), after("allowed")];
      return [
        ...(works
          ? [{ criterion, outcome: "note", message: "revoked", args: { works } } as const]
          : []),
        ...(survives
          ? [{ criterion, outcome: "note", message: "survives", args: { survives } } as const]
          : []),
      ];
    },
  },
});
