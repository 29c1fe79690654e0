import type { Place } from "../../core/driver.ts";

/** What all programs written in Ruby obey. */
export function rubyEnv(place: Place): Record<string, string> {
  return {
    GEM_HOME: `${place.home}/gem-home`,
    // The colon at the end adds where Ruby itself keeps gems: an updated bundler is one of these. The gems of the test lie
    // in BUNDLE_PATH or GEM_HOME, which are new.
    GEM_PATH: `${place.home}/gem-home:`,
    GEM_SPEC_CACHE: place.cache,
    // Written by the driver's `files`; with /dev/null the programs complain.
    GEMRC: `${place.project}/gemrc`,
  };
}
