using AllianceServices.DevSidecar;

return await SidecarProgram.RunAsync(args, Console.Out, Console.Error);
