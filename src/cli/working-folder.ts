/**
 * Where relative paths begin: the folder in which the user typed. npm runs `npm run share` and `npm start` in the
 * project's folder and tells the user's in INIT_CWD. Under another project's script, or any other of ours, the working
 * directory is what the script's author meant.
 */
export function workingFolder(environment: NodeJS.ProcessEnv, workingDirectory: string): string {
  const { INIT_CWD, npm_lifecycle_event, npm_package_name = 'doorstep' } = environment;
  const isOurScript = npm_package_name === 'doorstep' && ['share', 'start'].includes(npm_lifecycle_event ?? '');
  return isOurScript && INIT_CWD ? INIT_CWD : workingDirectory;
}
