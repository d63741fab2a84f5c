using AllianceServices.Gateway.Events;
using static Alliance.Readiness.V1.ReadinessService;

namespace AllianceServices.Gateway;

/// <summary>The Gateway's composite views, one file each.</summary>
public sealed partial class ReadinessService(ViewHolder view, TimeProvider clock)
    : ReadinessServiceBase;
