using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Alliance.Type.V1
{
    /// <summary>What every resource of the registers carries beside its content.</summary>
    public interface IResource : IMessage
    {
        /// <summary>The resource name.</summary>
        string Name { get; set; }

        /// <summary>1 for the first version, then one more with each change.</summary>
        long Revision { get; set; }

        /// <summary>When the record learnt of the resource.</summary>
        Timestamp CreateTime { get; set; }

        /// <summary>When it last changed.</summary>
        Timestamp UpdateTime { get; set; }

        /// <summary>Changes with each revision.</summary>
        string Etag { get; set; }
    }
}

namespace Alliance.Statements.V1
{
    public partial class Statement : Type.V1.IResource;

    public partial class Source : Type.V1.IResource;
}

namespace Alliance.Agreements.V1
{
    public partial class Agreement : Type.V1.IResource;
}

namespace Alliance.Criteria.V1
{
    public partial class Organization : Type.V1.IResource;

    public partial class Track : Type.V1.IResource;

    public partial class Criterion : Type.V1.IResource;

    public partial class Assessment : Type.V1.IResource;

    public partial class Position : Type.V1.IResource;
}
