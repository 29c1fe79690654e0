import { type Check, defineCheck } from "../../../src/core/check.ts";

export const check: Check = defineCheck({
  id: "authorization/role-based-access-control",
  messages: {
    severalRoles: "Packages show {count} different roles: {roles}.",
    oneRole: "The {sampled} packages looked at show a single role ({roles}); others may exist.",
    noneSeen: "No roles are public: {note}",
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
  },
});
