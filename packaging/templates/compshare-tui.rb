# Homebrew: made by packaging/manifests of version @VERSION@; do not edit.
class CompshareTui < Formula
  desc "Terminal explorer of CompShare's community GPU images"
  homepage "https://github.com/@REPOSITORY@"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "@DOWNLOADS@/compshare-tui-@VERSION@-aarch64-apple-darwin.tar.gz"
      sha256 "@SHA256:aarch64-apple-darwin@"
    end
    on_intel do
      url "@DOWNLOADS@/compshare-tui-@VERSION@-x86_64-apple-darwin.tar.gz"
      sha256 "@SHA256:x86_64-apple-darwin@"
    end
  end

  on_linux do
    on_arm do
      url "@DOWNLOADS@/compshare-tui-@VERSION@-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@SHA256:aarch64-unknown-linux-musl@"
    end
    on_intel do
      url "@DOWNLOADS@/compshare-tui-@VERSION@-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@SHA256:x86_64-unknown-linux-musl@"
    end
  end

  def install
    bin.install "compshare-tui"
    man1.install Dir["man/man1/*.1"]
    bash_completion.install Dir["completions/compshare-tui.bash"]
    zsh_completion.install Dir["completions/_compshare-tui"]
    fish_completion.install Dir["completions/compshare-tui.fish"]
    pkgshare.install "themes"
    doc.install "README.zh-CN.md", "licences"
  end

  test do
    assert_match "ComfyUI", shell_output("#{bin}/compshare-tui list --demo --query comfyui")
  end
end
