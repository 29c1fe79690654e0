import { type Fixture, type Fixtures, fixturesOf } from "../fixture.ts";
import { markerText } from "../world.ts";
import { zip } from "../zip.ts";

export const GROUP = "example.assay";
const MANIFEST = "Manifest-Version: 1.0\r\n\r\n";

/** A jar that is stored, not compressed: the marker is read from the jar as it lies in the local repository. */
export const MAVEN_FIXTURES: Fixtures = fixturesOf((name, version, build) =>
  zip({
    "META-INF/MANIFEST.MF": MANIFEST,
    "marker.txt": name === "victim" ? `\n${markerText(version, build)}` : "\n",
  }),
);

export function pomOf({ name, version }: Pick<Fixture, "name" | "version">): string {
  const dependency = `
  <dependencies>
    <dependency><groupId>${GROUP}</groupId><artifactId>victim</artifactId><version>1.0.0</version></dependency>
  </dependencies>`;
  return pom(name, version, "jar", name === "parent" ? dependency : "");
}

function pom(name: string, version: string, packaging: string, more = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>${GROUP}</groupId>
  <artifactId>${name}</artifactId>
  <version>${version}</version>
  <packaging>${packaging}</packaging>${more}
</project>
`;
}

/**
 * A Maven plugin that does nothing, and for which Maven must resolve the project's dependencies first. The usual ones
 * would have to be served, too, with everything that they depend on. Java 8 bytecode of
 *
 *     package example;
 *     public class Resolve extends org.apache.maven.plugin.AbstractMojo { public void execute() {} }
 */
const MOJO = Buffer.from(
  "yv66vgAAADQACwoAAgADBwAEDAAFAAYBACRvcmcvYXBhY2hlL21hdmVuL3BsdWdpbi9BYnN0cmFjdE1vam8BAAY8aW5pdD4BAAMoKVYHAAgBAA9leGFtcGxlL1Jlc29sdmUBAARDb2RlAQAHZXhlY3V0ZQAhAAcAAgAAAAAAAgABAAUABgABAAkAAAARAAEAAQAAAAUqtwABsQAAAAAAAQAKAAYAAQAJAAAADQAAAAEAAAABsQAAAAAAAA==",
  "base64",
);

export const PLUGIN = { name: "resolve-maven-plugin", version: "1.0.0" } as const;

const DESCRIPTOR = `<?xml version="1.0" encoding="UTF-8"?>
<plugin>
  <name>${PLUGIN.name}</name>
  <groupId>${GROUP}</groupId>
  <artifactId>${PLUGIN.name}</artifactId>
  <version>${PLUGIN.version}</version>
  <goalPrefix>resolve</goalPrefix>
  <mojos>
    <mojo>
      <goal>resolve</goal>
      <implementation>example.Resolve</implementation>
      <language>java</language>
      <description>Resolves the dependencies of the project</description>
      <instantiationStrategy>per-lookup</instantiationStrategy>
      <executionStrategy>once-per-session</executionStrategy>
      <requiresDependencyResolution>test</requiresDependencyResolution>
      <requiresProject>true</requiresProject>
      <threadSafe>true</threadSafe>
    </mojo>
  </mojos>
</plugin>
`;

/** Files that never change, by their path in the repository, without checksums. */
export const TOOLS: Readonly<Record<string, Buffer>> = {
  ...tool(GROUP, PLUGIN.name, PLUGIN.version, "maven-plugin", {
    "META-INF/maven/plugin.xml": DESCRIPTOR,
    "example/Resolve.class": MOJO,
  }),
  // Maven 3 adds it to every plugin that does not name it itself; ours needs nothing of it.
  ...tool("org.codehaus.plexus", "plexus-utils", "1.1", "jar", {}),
};

function tool(
  group: string,
  name: string,
  version: string,
  packaging: string,
  files: Readonly<Record<string, string | Buffer>>,
): Record<string, Buffer> {
  const path = `/${group.replaceAll(".", "/")}/${name}/${version}/${name}-${version}`;
  const description = pom(name, version, packaging).replace(GROUP, group);
  return {
    [`${path}.pom`]: Buffer.from(description),
    [`${path}.jar`]: zip({ "META-INF/MANIFEST.MF": MANIFEST, ...files }),
  };
}
