using System.CommandLine;
using AllianceServices.Local;

// Ctrl-C lets the services finish what they are doing; the default of two seconds is too short for a busy machine.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await LocalCommand.Create().Parse(args).InvokeAsync(invocation);
