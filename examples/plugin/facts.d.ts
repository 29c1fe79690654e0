export {};

// The plugin's own fact: with it in `Facts`, probes and checks are typed by its key.
declare module "registry-assay" {
  interface Facts {
    /** What the shelf protocol says about sign-in. */
    shelfSignIn: {
      /** Kinds of second factor on offer, as the server names them. */
      factors: string[];
    };
  }
}
