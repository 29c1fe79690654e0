import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authorization/role-based-access-control",
  messages: {
    severalRoles: "Packages show {count} different roles: {roles}.",
    oneRole: "The {sampled} packages looked at show a single role ({roles}); others may exist.",
    noneSeen: "No roles are public: {note}",
    outsider: "An account without any rights published to somebody else's package.",
    separate:
      "A maintainer published to a package, and was refused ({answer}) when giving rights on.",
    oneForAll:
      "A maintainer could publish and give rights on; whether there is a lesser role was not seen.",
    undecided: "Only the owner could publish ({answer}); roles could not be given out to try them.",
    noControl: "Roles could not be tried, because not even the owner could publish ({answer}).",
    notAsked: "Roles could not be tried: {note}",
  },
  observe: {
    packageRoles(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "noneSeen", args: { note: seen.note } };
      const names = [...new Set(seen.value.roles)];
      const args = {
        count: names.length,
        roles: names.slice(0, 5).join(", "),
        sampled: seen.value.sampled,
      };
      return names.length >= 2
        ? { outcome: "met", message: "severalRoles", args }
        : { outcome: "note", message: "oneRole", args };
    },
    ownershipRules(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { control, outsiderPublish, maintainerPublish, maintainerManages } = seen.value;
      if (control.did !== "allowed")
        return { outcome: "unknown", message: "noControl", args: { answer: answerOf(control) } };
      if (outsiderPublish.did === "allowed") return { outcome: "unmet", message: "outsider" };
      const managed = maintainerPublish?.did === "allowed" ? maintainerManages : null;
      if (managed?.did === "denied")
        return { outcome: "met", message: "separate", args: { answer: answerOf(managed) } };
      if (managed?.did === "allowed") return { outcome: "unknown", message: "oneForAll" };
      const args = { answer: answerOf(outsiderPublish) };
      return { outcome: "unknown", message: "undecided", args };
    },
  },
});
