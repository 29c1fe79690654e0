import { describe, vi } from "vitest";
import { bun } from "../../src/clients/drivers/bun/driver.ts";
import { deno } from "../../src/clients/drivers/deno/driver.ts";
import { pnpm } from "../../src/clients/drivers/pnpm/driver.ts";
import { yarnBerry } from "../../src/clients/drivers/yarn-berry/driver.ts";
import { yarnClassic } from "../../src/clients/drivers/yarn-classic/driver.ts";
import type { Driver } from "../../src/core/driver.ts";
import { clientFor, isShutIn, type Poison } from "./poison.ts";

vi.setConfig({ testTimeout: 120_000 });

const npmrc = (trap: string): string =>
  `registry=${trap}/\nproxy=${trap}/\nhttps-proxy=${trap}/\nlockfile=false\npackage-lock=false\n`;

/** What all of them may read; each adds what is its own. */
const shared: Poison = {
  files: (trap) => ({ ".npmrc": npmrc(trap), ".config/npm/npmrc": npmrc(trap) }),
  env: (trap, home) => ({
    npm_config_registry: `${trap}/`,
    NPM_CONFIG_USERCONFIG: `${home}/.npmrc`,
    HTTP_PROXY: trap,
    HTTPS_PROXY: trap,
    XDG_CONFIG_HOME: `${home}/.config`,
  }),
};

const own: readonly { driver: Driver; poison: Poison }[] = [
  {
    driver: pnpm,
    poison: {
      files: (trap) => ({
        ".config/pnpm/rc": npmrc(trap),
        ".config/pnpm/config.yaml": `registry: ${trap}/\nlockfile: false\n`,
      }),
      env: (trap, home) => ({ pnpm_config_registry: `${trap}/`, PNPM_HOME: `${home}/pnpm` }),
    },
  },
  {
    driver: yarnClassic,
    poison: {
      files: (trap) => ({
        ".yarnrc": `registry "${trap}"\nyarn-path "/nonexistent.js"\nno-lockfile true\n`,
      }),
      env: (trap, home) => ({ YARN_REGISTRY: trap, YARN_CACHE_FOLDER: `${home}/cache` }),
    },
  },
  {
    driver: yarnBerry,
    poison: {
      files: (trap) => ({
        ".yarnrc.yml": `npmRegistryServer: "${trap}"\nenableNetwork: false\nyarnPath: /nonexistent.js\n`,
      }),
      env: (trap, home) => ({
        YARN_NPM_REGISTRY_SERVER: trap,
        YARN_RC_FILENAME: ".yarnrc.yml",
        YARN_GLOBAL_FOLDER: `${home}/yarn`,
      }),
    },
  },
  {
    driver: bun,
    poison: {
      files: (trap) => {
        const bunfig = `[install]\nregistry = "${trap}"\nsaveTextLockfile = false\n`;
        return { ".bunfig.toml": bunfig, ".config/.bunfig.toml": bunfig };
      },
      env: (trap, home) => ({ BUN_CONFIG_REGISTRY: trap, BUN_INSTALL: `${home}/.bun` }),
    },
  },
  {
    driver: deno,
    poison: {
      files: () => ({}),
      env: (trap, home) => ({ NPM_CONFIG_REGISTRY: trap, DENO_DIR: `${home}/deno` }),
    },
  },
];

for (const { driver, poison } of own) {
  const client = await clientFor(driver);
  describe(driver.id, () => {
    isShutIn(client, driver, {
      files: (trap) => ({ ...shared.files(trap), ...poison.files(trap) }),
      env: (trap, home) => ({ ...shared.env(trap, home), ...poison.env(trap, home) }),
    });
  });
}
