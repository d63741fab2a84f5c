using Google.Protobuf;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>Comparison of messages.</summary>
public static class Messages
{
    /// <summary>Whether two messages are the same to every reader. To Equals a note that is there and empty is the same as none.</summary>
    public static bool AreSame(IMessage one, IMessage other) => one.ToByteString().Equals(other.ToByteString());
}
