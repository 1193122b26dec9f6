using Marketplace.Tests.Turns;

[assembly: Xunit.v3.TestPipelineStartup(typeof(OneModuleAtATime))]
