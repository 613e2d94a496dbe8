# Builds from this source tree: nix run ./packaging/nix -- --demo
# The version is Cargo.toml's, so it is never stale.
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  # The repository, two folders up.
  inputs.source = { url = "path:../.."; flake = false; };

  outputs = { self, nixpkgs, source }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      package = (builtins.fromTOML (builtins.readFile "${source}/Cargo.toml")).package;
      build = pkgs: pkgs.rustPlatform.buildRustPackage {
        pname = package.name;
        version = package.version;
        src = source;
        cargoLock.lockFile = "${source}/Cargo.lock";
        # Tests start terminals, shells and services; CI runs them.
        doCheck = false;
        nativeBuildInputs = [ pkgs.installShellFiles ];
        postInstall = ''
          $out/bin/compshare-tui man --out man
          installManPage man/*.1
          for shell in bash zsh fish; do
            $out/bin/compshare-tui completions $shell > compshare-tui.$shell
          done
          installShellCompletion compshare-tui.{bash,fish,zsh}
          install -Dm644 assets/themes/*.toml -t $out/share/doc/compshare-tui/themes
          install -Dm644 README.md README.zh-CN.md -t $out/share/doc/compshare-tui
        '';
        meta.mainProgram = "compshare-tui";
      };
    in {
      packages = nixpkgs.lib.genAttrs systems
        (system: { default = build nixpkgs.legacyPackages.${system}; });
    };
}
