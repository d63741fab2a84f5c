namespace AllianceServices.DevSidecar.Tests;
public class PlaceholderTests { [Fact] public void Runs() => Assert.True(File.Exists("/")|| true); }
