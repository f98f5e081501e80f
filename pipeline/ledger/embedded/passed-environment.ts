const passed = /^(PATH|HOME|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|SystemRoot|SystemDrive|USERPROFILE|APPDATA)$/i;

/** What the keeper and the server inherit: they outlive the command that started them, so no keys and no NODE_OPTIONS. */
export function passedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.test(name)));
}
