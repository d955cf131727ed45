using Soquete.Cli;

return (int)await Command.RunAsync(args);
