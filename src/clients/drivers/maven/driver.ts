import type { Driver, Files, Place, Shape } from "../../../core/driver.ts";
import { pick } from "../text.ts";

const RESOLVE = "example.assay:resolve-maven-plugin:1.0.0:resolve";

/**
 * https://maven.apache.org/ref/current/maven-embedder/cli.html, run with Maven 3.8. It has no lock: what people pin with
 * are exact versions. The stub serves a plugin that makes Maven resolve the project's dependencies and does nothing else.
 */
export const maven: Driver = {
  id: "maven",
  title: "Maven",
  ecosystem: "maven",
  protocol: "maven",
  executables: ["mvn"],
  tools: ["sh", "java", "basename", "cat", "dirname", "expr", "ls", "sed", "tr", "uname", "which"],
  detect: {
    args: ["--version"],
    version: (output) => /^Apache Maven (\d+\.\d+\.\d+\S*)/m.exec(output)?.[1] ?? null,
  },

  env: (place) => ({
    MAVEN_SKIP_RC: "1",
    // Java takes the home from the user database, not from HOME.
    MAVEN_OPTS: `-Duser.home=${place.home} -Djava.net.preferIPv4Stack=true -XX:TieredStopAtLevel=1 -XX:+UseSerialGC`,
  }),
  files: (place, shape) => ({
    "settings.xml": settings(place),
    "pom.xml": project(shape, "[1.0.0,2.0.0)"),
  }),
  lockFiles: ["pom.xml"],
  lockedVersion: (files) =>
    pick(files, "pom.xml", /<artifactId>victim<\/artifactId><version>(\d+\.\d+\.\d+)</),
  markers: (place) => [`${place.cache}/example/assay/victim/*/victim-*.jar`],

  lock: () => [],
  pin: (_place, shape): Files => ({ "pom.xml": project(shape, "1.0.0") }),
  installFromLock: () => [{ args: [...OPTIONS, RESOLVE] }],
  install: () => [{ args: [...OPTIONS, RESOLVE] }],
  integrityError: /checksum validation failed/i,
};

const OPTIONS = [
  "-B",
  "-ntp",
  "-gs",
  "settings.xml",
  "-s",
  "settings.xml",
  // One name each for the transports of 3.8 and of 3.9.
  "-Dmaven.wagon.http.retryHandler.count=0",
  "-Daether.connector.http.retryHandler.count=0",
];

function settings(place: Place): string {
  return `<settings>
  <localRepository>${place.cache}</localRepository>
  <mirrors>
    <mirror><id>stub</id><mirrorOf>*</mirrorOf><url>${place.registry}</url></mirror>
  </mirrors>
</settings>
`;
}

function project(shape: Shape, version: string): string {
  const [name, wanted] = shape === "transitive" ? ["parent", "1.0.0"] : ["victim", version];
  return `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>app.test</groupId>
  <artifactId>app</artifactId>
  <version>1.0.0</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>example.assay</groupId><artifactId>${name}</artifactId><version>${wanted}</version></dependency>
  </dependencies>
</project>
`;
}
